//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/movement_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'statement_line.g.dart';

/// One movement of the wallet's available money.
///
/// Properties:
/// * [at]
/// * [transactionId] - null: no payment, but an entry of ours.
/// * [reference]
/// * [kind]
/// * [movement] - `hold`: put aside, and no longer available. `return`: what was put aside came back.  * `payment` - payment * `hold` - hold * `return` - return * `reversal` - reversal * `other` - other
/// * [label] - In words, for people.
/// * [counterparty]
/// * [note]
/// * [amount] - Signed, as a decimal string: what came is positive.
/// * [fee] - How much of it was fee and tax; negative where they came back.
/// * [balance] - What was available afterwards.
@BuiltValue()
abstract class StatementLine implements Built<StatementLine, StatementLineBuilder> {
  @BuiltValueField(wireName: r'at')
  DateTime get at;

  /// null: no payment, but an entry of ours.
  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  @BuiltValueField(wireName: r'reference')
  String? get reference;

  @BuiltValueField(wireName: r'kind')
  String get kind;

  /// `hold`: put aside, and no longer available. `return`: what was put aside came back.  * `payment` - payment * `hold` - hold * `return` - return * `reversal` - reversal * `other` - other
  @BuiltValueField(wireName: r'movement')
  MovementEnum get movement;
  // enum movementEnum {  payment,  hold,  return,  reversal,  other,  };

  /// In words, for people.
  @BuiltValueField(wireName: r'label')
  String get label;

  @BuiltValueField(wireName: r'counterparty')
  String get counterparty;

  @BuiltValueField(wireName: r'note')
  String get note;

  /// Signed, as a decimal string: what came is positive.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// How much of it was fee and tax; negative where they came back.
  @BuiltValueField(wireName: r'fee')
  String get fee;

  /// What was available afterwards.
  @BuiltValueField(wireName: r'balance')
  String get balance;

  StatementLine._();

  factory StatementLine([void updates(StatementLineBuilder b)]) = _$StatementLine;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(StatementLineBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<StatementLine> get serializer => _$StatementLineSerializer();
}

class _$StatementLineSerializer implements PrimitiveSerializer<StatementLine> {
  @override
  final Iterable<Type> types = const [StatementLine, _$StatementLine];

  @override
  final String wireName = r'StatementLine';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    StatementLine object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'at';
    yield serializers.serialize(
      object.at,
      specifiedType: const FullType(DateTime),
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
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(String),
    );
    yield r'movement';
    yield serializers.serialize(
      object.movement,
      specifiedType: const FullType(MovementEnum),
    );
    yield r'label';
    yield serializers.serialize(
      object.label,
      specifiedType: const FullType(String),
    );
    yield r'counterparty';
    yield serializers.serialize(
      object.counterparty,
      specifiedType: const FullType(String),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'fee';
    yield serializers.serialize(
      object.fee,
      specifiedType: const FullType(String),
    );
    yield r'balance';
    yield serializers.serialize(
      object.balance,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    StatementLine object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required StatementLineBuilder result,
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
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.kind = valueDes;
          break;
        case r'movement':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(MovementEnum),
          ) as MovementEnum;
          result.movement = valueDes;
          break;
        case r'label':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.label = valueDes;
          break;
        case r'counterparty':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.counterparty = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'fee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fee = valueDes;
          break;
        case r'balance':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.balance = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  StatementLine deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = StatementLineBuilder();
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


