//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/commission_kind_enum.dart';
import 'package:gopay_client/src/model/earner_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'commission_line.g.dart';

/// What was earned by one dealing or registration, or taken back (an amount below zero).
///
/// Properties:
/// * [at]
/// * [earner]
/// * [name] - Of the teller, the outlet or the agent.
/// * [kind]
/// * [agent] - Who served; of a super-agent's line one of its agents.
/// * [outlet] - None in a super-agent's line.
/// * [transactionId] - None in a super-agent's line.
/// * [reference]
/// * [amount]
/// * [payoutId]
@BuiltValue()
abstract class CommissionLine implements Built<CommissionLine, CommissionLineBuilder> {
  @BuiltValueField(wireName: r'at')
  DateTime get at;

  @BuiltValueField(wireName: r'earner')
  EarnerEnum get earner;
  // enum earnerEnum {  TELLER,  OUTLET,  AGENT,  SUPER,  };

  /// Of the teller, the outlet or the agent.
  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'kind')
  CommissionKindEnum get kind;
  // enum kindEnum {  CASH_IN,  CASH_OUT,  REGISTRATION,  };

  /// Who served; of a super-agent's line one of its agents.
  @BuiltValueField(wireName: r'agent')
  String get agent;

  /// None in a super-agent's line.
  @BuiltValueField(wireName: r'outlet')
  String? get outlet;

  /// None in a super-agent's line.
  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  @BuiltValueField(wireName: r'reference')
  String? get reference;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'payout_id')
  String? get payoutId;

  CommissionLine._();

  factory CommissionLine([void updates(CommissionLineBuilder b)]) = _$CommissionLine;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CommissionLineBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CommissionLine> get serializer => _$CommissionLineSerializer();
}

class _$CommissionLineSerializer implements PrimitiveSerializer<CommissionLine> {
  @override
  final Iterable<Type> types = const [CommissionLine, _$CommissionLine];

  @override
  final String wireName = r'CommissionLine';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CommissionLine object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'at';
    yield serializers.serialize(
      object.at,
      specifiedType: const FullType(DateTime),
    );
    yield r'earner';
    yield serializers.serialize(
      object.earner,
      specifiedType: const FullType(EarnerEnum),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(CommissionKindEnum),
    );
    yield r'agent';
    yield serializers.serialize(
      object.agent,
      specifiedType: const FullType(String),
    );
    yield r'outlet';
    yield object.outlet == null ? null : serializers.serialize(
      object.outlet,
      specifiedType: const FullType.nullable(String),
    );
    yield r'transaction_id';
    yield object.transactionId == null ? null : serializers.serialize(
      object.transactionId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'reference';
    yield object.reference == null ? null : serializers.serialize(
      object.reference,
      specifiedType: const FullType.nullable(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'payout_id';
    yield object.payoutId == null ? null : serializers.serialize(
      object.payoutId,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    CommissionLine object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CommissionLineBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.at = valueDes;
          break;
        case r'earner':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(EarnerEnum),
          ) as EarnerEnum;
          result.earner = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(CommissionKindEnum),
          ) as CommissionKindEnum;
          result.kind = valueDes;
          break;
        case r'agent':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.agent = valueDes;
          break;
        case r'outlet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.outlet = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.transactionId = valueDes;
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.reference = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'payout_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.payoutId = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CommissionLine deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CommissionLineBuilder();
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


