//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/scanned_kind_enum.dart';
import 'package:gopay_client/src/model/format_enum.dart';
import 'package:gopay_client/src/model/seen_problem.dart';
import 'package:gopay_client/src/model/seen_tip.dart';
import 'package:gopay_client/src/model/seen_till.dart';
import 'package:gopay_client/src/model/seen_merchant.dart';
import 'package:gopay_client/src/model/seen_payee.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'seen.g.dart';

/// What a code means (for the schema; `seen_answer` writes it).
///
/// Properties:
/// * [format]
/// * [kind]
/// * [merchant]
/// * [till]
/// * [chargeId]
/// * [payee] - Of a person's code: send the money by /transfers.
/// * [amount] - Null: the payer says how much.
/// * [currency]
/// * [tip]
/// * [reference]
/// * [description]
/// * [expiresAt]
/// * [payable]
/// * [problem] - Why it cannot be paid.
@BuiltValue()
abstract class Seen implements Built<Seen, SeenBuilder> {
  @BuiltValueField(wireName: r'format')
  FormatEnum get format;
  // enum formatEnum {  emvco,  };

  @BuiltValueField(wireName: r'kind')
  ScannedKindEnum get kind;
  // enum kindEnum {  till,  charge,  person,  foreign,  };

  @BuiltValueField(wireName: r'merchant')
  SeenMerchant? get merchant;

  @BuiltValueField(wireName: r'till')
  SeenTill? get till;

  @BuiltValueField(wireName: r'charge_id')
  String? get chargeId;

  /// Of a person's code: send the money by /transfers.
  @BuiltValueField(wireName: r'payee')
  SeenPayee? get payee;

  /// Null: the payer says how much.
  @BuiltValueField(wireName: r'amount')
  String? get amount;

  @BuiltValueField(wireName: r'currency')
  String? get currency;

  @BuiltValueField(wireName: r'tip')
  SeenTip get tip;

  @BuiltValueField(wireName: r'reference')
  String? get reference;

  @BuiltValueField(wireName: r'description')
  String? get description;

  @BuiltValueField(wireName: r'expires_at')
  DateTime? get expiresAt;

  @BuiltValueField(wireName: r'payable')
  bool get payable;

  /// Why it cannot be paid.
  @BuiltValueField(wireName: r'problem')
  SeenProblem? get problem;

  Seen._();

  factory Seen([void updates(SeenBuilder b)]) = _$Seen;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SeenBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Seen> get serializer => _$SeenSerializer();
}

class _$SeenSerializer implements PrimitiveSerializer<Seen> {
  @override
  final Iterable<Type> types = const [Seen, _$Seen];

  @override
  final String wireName = r'Seen';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Seen object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'format';
    yield serializers.serialize(
      object.format,
      specifiedType: const FullType(FormatEnum),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(ScannedKindEnum),
    );
    yield r'merchant';
    yield object.merchant == null ? null : serializers.serialize(
      object.merchant,
      specifiedType: const FullType.nullable(SeenMerchant),
    );
    yield r'till';
    yield object.till == null ? null : serializers.serialize(
      object.till,
      specifiedType: const FullType.nullable(SeenTill),
    );
    yield r'charge_id';
    yield object.chargeId == null ? null : serializers.serialize(
      object.chargeId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'payee';
    yield object.payee == null ? null : serializers.serialize(
      object.payee,
      specifiedType: const FullType.nullable(SeenPayee),
    );
    yield r'amount';
    yield object.amount == null ? null : serializers.serialize(
      object.amount,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield object.currency == null ? null : serializers.serialize(
      object.currency,
      specifiedType: const FullType.nullable(String),
    );
    yield r'tip';
    yield serializers.serialize(
      object.tip,
      specifiedType: const FullType(SeenTip),
    );
    yield r'reference';
    yield object.reference == null ? null : serializers.serialize(
      object.reference,
      specifiedType: const FullType.nullable(String),
    );
    yield r'description';
    yield object.description == null ? null : serializers.serialize(
      object.description,
      specifiedType: const FullType.nullable(String),
    );
    yield r'expires_at';
    yield object.expiresAt == null ? null : serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'payable';
    yield serializers.serialize(
      object.payable,
      specifiedType: const FullType(bool),
    );
    yield r'problem';
    yield object.problem == null ? null : serializers.serialize(
      object.problem,
      specifiedType: const FullType.nullable(SeenProblem),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Seen object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SeenBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'format':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(FormatEnum),
          ) as FormatEnum;
          result.format = valueDes;
          break;
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ScannedKindEnum),
          ) as ScannedKindEnum;
          result.kind = valueDes;
          break;
        case r'merchant':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(SeenMerchant),
          ) as SeenMerchant?;
          if (valueDes == null) continue;
          result.merchant.replace(valueDes);
          break;
        case r'till':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(SeenTill),
          ) as SeenTill?;
          if (valueDes == null) continue;
          result.till.replace(valueDes);
          break;
        case r'charge_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.chargeId = valueDes;
          break;
        case r'payee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(SeenPayee),
          ) as SeenPayee?;
          if (valueDes == null) continue;
          result.payee.replace(valueDes);
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.currency = valueDes;
          break;
        case r'tip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SeenTip),
          ) as SeenTip;
          result.tip.replace(valueDes);
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.reference = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.description = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.expiresAt = valueDes;
          break;
        case r'payable':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.payable = valueDes;
          break;
        case r'problem':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(SeenProblem),
          ) as SeenProblem?;
          if (valueDes == null) continue;
          result.problem.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Seen deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SeenBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


