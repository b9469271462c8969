//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/invoice_merchant.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/invoice_line.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/invoice_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'received_invoice.g.dart';

/// An invoice as its customer sees it (for the schema; `received_answer` writes it).
///
/// Properties:
/// * [id]
/// * [number] - Without gaps; a draft has none.
/// * [state]
/// * [stateReason]
/// * [isOverdue]
/// * [lines]
/// * [amount]
/// * [currency]
/// * [dueDate]
/// * [note]
/// * [pageUrl] - Where anybody can pay it.
/// * [transactionId] - The payment, once it is paid.
/// * [sentAt]
/// * [decidedAt] - When it was paid or cancelled.
/// * [createdAt]
/// * [merchant]
@BuiltValue()
abstract class ReceivedInvoice implements Built<ReceivedInvoice, ReceivedInvoiceBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Without gaps; a draft has none.
  @BuiltValueField(wireName: r'number')
  String? get number;

  @BuiltValueField(wireName: r'state')
  InvoiceStateEnum get state;
  // enum stateEnum {  DRAFT,  SENT,  PAID,  CANCELLED,  };

  @BuiltValueField(wireName: r'state_reason')
  String get stateReason;

  @BuiltValueField(wireName: r'is_overdue')
  bool get isOverdue;

  @BuiltValueField(wireName: r'lines')
  BuiltList<InvoiceLine> get lines;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'due_date')
  Date get dueDate;

  @BuiltValueField(wireName: r'note')
  String get note;

  /// Where anybody can pay it.
  @BuiltValueField(wireName: r'page_url')
  String? get pageUrl;

  /// The payment, once it is paid.
  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  @BuiltValueField(wireName: r'sent_at')
  DateTime? get sentAt;

  /// When it was paid or cancelled.
  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  @BuiltValueField(wireName: r'merchant')
  InvoiceMerchant get merchant;

  ReceivedInvoice._();

  factory ReceivedInvoice([void updates(ReceivedInvoiceBuilder b)]) = _$ReceivedInvoice;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReceivedInvoiceBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ReceivedInvoice> get serializer => _$ReceivedInvoiceSerializer();
}

class _$ReceivedInvoiceSerializer implements PrimitiveSerializer<ReceivedInvoice> {
  @override
  final Iterable<Type> types = const [ReceivedInvoice, _$ReceivedInvoice];

  @override
  final String wireName = r'ReceivedInvoice';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ReceivedInvoice object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'number';
    yield object.number == null ? null : serializers.serialize(
      object.number,
      specifiedType: const FullType.nullable(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(InvoiceStateEnum),
    );
    yield r'state_reason';
    yield serializers.serialize(
      object.stateReason,
      specifiedType: const FullType(String),
    );
    yield r'is_overdue';
    yield serializers.serialize(
      object.isOverdue,
      specifiedType: const FullType(bool),
    );
    yield r'lines';
    yield serializers.serialize(
      object.lines,
      specifiedType: const FullType(BuiltList, [FullType(InvoiceLine)]),
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
    yield r'due_date';
    yield serializers.serialize(
      object.dueDate,
      specifiedType: const FullType(Date),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'page_url';
    yield object.pageUrl == null ? null : serializers.serialize(
      object.pageUrl,
      specifiedType: const FullType.nullable(String),
    );
    yield r'transaction_id';
    yield object.transactionId == null ? null : serializers.serialize(
      object.transactionId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'sent_at';
    yield object.sentAt == null ? null : serializers.serialize(
      object.sentAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'merchant';
    yield serializers.serialize(
      object.merchant,
      specifiedType: const FullType(InvoiceMerchant),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ReceivedInvoice object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReceivedInvoiceBuilder result,
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
        case r'number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.number = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(InvoiceStateEnum),
          ) as InvoiceStateEnum;
          result.state = valueDes;
          break;
        case r'state_reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.stateReason = valueDes;
          break;
        case r'is_overdue':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isOverdue = valueDes;
          break;
        case r'lines':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(InvoiceLine)]),
          ) as BuiltList<InvoiceLine>;
          result.lines.replace(valueDes);
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
        case r'due_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.dueDate = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'page_url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.pageUrl = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.transactionId = valueDes;
          break;
        case r'sent_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.sentAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        case r'merchant':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(InvoiceMerchant),
          ) as InvoiceMerchant;
          result.merchant.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ReceivedInvoice deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReceivedInvoiceBuilder();
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


