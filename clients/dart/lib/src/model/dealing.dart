//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/dealing_kind_enum.dart';
import 'package:gopay_client/src/model/seen_customer.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'dealing.g.dart';

/// A cash-in or cash-out that was paid.
///
/// Properties:
/// * [transactionId]
/// * [reference]
/// * [kind]
/// * [at]
/// * [outletId]
/// * [outlet]
/// * [tellerId] - The id of the person.
/// * [teller]
/// * [shiftId]
/// * [customer]
/// * [amount] - The cash.
/// * [fee] - With tax.
/// * [currency]
/// * [note]
@BuiltValue()
abstract class Dealing implements Built<Dealing, DealingBuilder> {
  @BuiltValueField(wireName: r'transaction_id')
  String get transactionId;

  @BuiltValueField(wireName: r'reference')
  String get reference;

  @BuiltValueField(wireName: r'kind')
  DealingKindEnum get kind;
  // enum kindEnum {  CASH_IN,  CASH_OUT,  };

  @BuiltValueField(wireName: r'at')
  DateTime get at;

  @BuiltValueField(wireName: r'outlet_id')
  String get outletId;

  @BuiltValueField(wireName: r'outlet')
  String get outlet;

  /// The id of the person.
  @BuiltValueField(wireName: r'teller_id')
  String get tellerId;

  @BuiltValueField(wireName: r'teller')
  String get teller;

  @BuiltValueField(wireName: r'shift_id')
  String? get shiftId;

  @BuiltValueField(wireName: r'customer')
  SeenCustomer get customer;

  /// The cash.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// With tax.
  @BuiltValueField(wireName: r'fee')
  String get fee;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'note')
  String get note;

  Dealing._();

  factory Dealing([void updates(DealingBuilder b)]) = _$Dealing;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DealingBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Dealing> get serializer => _$DealingSerializer();
}

class _$DealingSerializer implements PrimitiveSerializer<Dealing> {
  @override
  final Iterable<Type> types = const [Dealing, _$Dealing];

  @override
  final String wireName = r'Dealing';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Dealing object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'transaction_id';
    yield serializers.serialize(
      object.transactionId,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(DealingKindEnum),
    );
    yield r'at';
    yield serializers.serialize(
      object.at,
      specifiedType: const FullType(DateTime),
    );
    yield r'outlet_id';
    yield serializers.serialize(
      object.outletId,
      specifiedType: const FullType(String),
    );
    yield r'outlet';
    yield serializers.serialize(
      object.outlet,
      specifiedType: const FullType(String),
    );
    yield r'teller_id';
    yield serializers.serialize(
      object.tellerId,
      specifiedType: const FullType(String),
    );
    yield r'teller';
    yield serializers.serialize(
      object.teller,
      specifiedType: const FullType(String),
    );
    yield r'shift_id';
    yield object.shiftId == null ? null : serializers.serialize(
      object.shiftId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'customer';
    yield serializers.serialize(
      object.customer,
      specifiedType: const FullType(SeenCustomer),
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
  }

  @override
  Object serialize(
    Serializers serializers,
    Dealing object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DealingBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.transactionId = valueDes;
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DealingKindEnum),
          ) as DealingKindEnum;
          result.kind = valueDes;
          break;
        case r'at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.at = valueDes;
          break;
        case r'outlet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.outletId = valueDes;
          break;
        case r'outlet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.outlet = valueDes;
          break;
        case r'teller_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tellerId = valueDes;
          break;
        case r'teller':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.teller = valueDes;
          break;
        case r'shift_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.shiftId = valueDes;
          break;
        case r'customer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SeenCustomer),
          ) as SeenCustomer;
          result.customer.replace(valueDes);
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
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Dealing deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DealingBuilder();
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


