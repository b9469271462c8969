//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/counter.dart';
import 'package:gopay_client/src/model/cash_mode_enum.dart';
import 'package:gopay_client/src/model/cash_request_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cash_request.g.dart';

/// A request as who has asked and who supervises sees it (for the schema; `request_answer` writes it).
///
/// Properties:
/// * [id]
/// * [mode]
/// * [state]
/// * [amount]
/// * [currency]
/// * [note]
/// * [customer] - The name: masked, but for the supervisor who compares a document.
/// * [outlet]
/// * [teller] - Who has asked.
/// * [documentKind]
/// * [hasPicture] - Whether the picture of the document is there.
/// * [reason] - Why a supervisor refused it.
/// * [createdAt]
/// * [expiresAt]
/// * [decidedAt]
/// * [transactionId]
@BuiltValue()
abstract class CashRequest implements Built<CashRequest, CashRequestBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'mode')
  CashModeEnum get mode;
  // enum modeEnum {  PHONE,  DOCUMENT,  };

  @BuiltValueField(wireName: r'state')
  CashRequestStateEnum get state;
  // enum stateEnum {  OPEN,  PAID,  REFUSED,  EXPIRED,  CANCELLED,  };

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'note')
  String get note;

  /// The name: masked, but for the supervisor who compares a document.
  @BuiltValueField(wireName: r'customer')
  String get customer;

  @BuiltValueField(wireName: r'outlet')
  Counter get outlet;

  /// Who has asked.
  @BuiltValueField(wireName: r'teller')
  String get teller;

  @BuiltValueField(wireName: r'document_kind')
  String? get documentKind;

  /// Whether the picture of the document is there.
  @BuiltValueField(wireName: r'has_picture')
  bool get hasPicture;

  /// Why a supervisor refused it.
  @BuiltValueField(wireName: r'reason')
  String get reason;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  CashRequest._();

  factory CashRequest([void updates(CashRequestBuilder b)]) = _$CashRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CashRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CashRequest> get serializer => _$CashRequestSerializer();
}

class _$CashRequestSerializer implements PrimitiveSerializer<CashRequest> {
  @override
  final Iterable<Type> types = const [CashRequest, _$CashRequest];

  @override
  final String wireName = r'CashRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CashRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'mode';
    yield serializers.serialize(
      object.mode,
      specifiedType: const FullType(CashModeEnum),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(CashRequestStateEnum),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'customer';
    yield serializers.serialize(
      object.customer,
      specifiedType: const FullType(String),
    );
    yield r'outlet';
    yield serializers.serialize(
      object.outlet,
      specifiedType: const FullType(Counter),
    );
    yield r'teller';
    yield serializers.serialize(
      object.teller,
      specifiedType: const FullType(String),
    );
    yield r'document_kind';
    yield object.documentKind == null ? null : serializers.serialize(
      object.documentKind,
      specifiedType: const FullType.nullable(String),
    );
    yield r'has_picture';
    yield serializers.serialize(
      object.hasPicture,
      specifiedType: const FullType(bool),
    );
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(String),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'transaction_id';
    yield object.transactionId == null ? null : serializers.serialize(
      object.transactionId,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    CashRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CashRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'mode':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(CashModeEnum),
          ) as CashModeEnum;
          result.mode = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(CashRequestStateEnum),
          ) as CashRequestStateEnum;
          result.state = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'customer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.customer = valueDes;
          break;
        case r'outlet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Counter),
          ) as Counter;
          result.outlet.replace(valueDes);
          break;
        case r'teller':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.teller = valueDes;
          break;
        case r'document_kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.documentKind = valueDes;
          break;
        case r'has_picture':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.hasPicture = valueDes;
          break;
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reason = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.transactionId = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CashRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CashRequestBuilder();
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


